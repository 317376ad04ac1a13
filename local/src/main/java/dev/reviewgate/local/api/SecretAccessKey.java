package dev.reviewgate.local.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The secret that every access key of this machine has: random, in a file that only its owner can read. */
public record SecretAccessKey(String value) {
    private static final int BYTES = 30;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    public SecretAccessKey {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret access key is not empty");
        }
    }

    /** Reads the file, which stays for later starts; writes it first if there is none. */
    public static SecretAccessKey in(Path file) throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path fresh = Files.createTempFile(directory, "secret-", "", OWNER_ONLY);
        try {
            Files.writeString(fresh, Base64.getEncoder().encodeToString(random) + "\n", US_ASCII);
            // A link appears with its content, and never in place of what another start has written.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, OWNER_ONLY.value());
        } finally {
            Files.delete(fresh);
        }
        return new SecretAccessKey(Files.readString(file, US_ASCII).strip());
    }

    @Override
    public String toString() {
        return "SecretAccessKey[value=***]";
    }
}
