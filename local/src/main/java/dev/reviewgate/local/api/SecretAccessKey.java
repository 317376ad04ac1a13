package dev.reviewgate.local.api;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The secret that every access key of this machine has: random, in a file that only its owner can read where files have owners. */
public record SecretAccessKey(String value) {
    private static final int BYTES = 30;
    private static final int LONGEST = 1024;
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    public SecretAccessKey {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret access key is not empty");
        }
    }

    /** Reads the file, which stays for later starts; writes it first if there is none. */
    public static synchronized SecretAccessKey in(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        boolean modes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try (FileChannel channel = FileChannel.open(
                file, Set.of(CREATE, READ, WRITE), modes ? new FileAttribute<?>[] {OWNER_ONLY} : NO_ATTRIBUTES)) {
            // Until it is closed: of starts at the same time, one writes and the others read what it wrote.
            channel.lock();
            if (modes) {
                keepToOwner(file);
            }
            ByteBuffer read = ByteBuffer.allocate(LONGEST);
            while (channel.read(read) > 0) {}
            String value = new String(read.array(), 0, read.position(), US_ASCII).strip();
            if (!value.isEmpty()) {
                return new SecretAccessKey(value);
            }
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            String fresh = Base64.getEncoder().encodeToString(random);
            ByteBuffer line = ByteBuffer.wrap((fresh + "\n").getBytes(US_ASCII));
            channel.truncate(0);
            channel.position(0);
            while (line.hasRemaining()) {
                channel.write(line);
            }
            return new SecretAccessKey(fresh);
        }
    }

    private static void keepToOwner(Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, OWNER_ONLY.value());
        } catch (FileSystemException e) {
            System.getLogger(SecretAccessKey.class.getName())
                    .log(WARNING, "Who can read {0} is up to its file system: {1}", file, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "SecretAccessKey[value=***]";
    }
}
