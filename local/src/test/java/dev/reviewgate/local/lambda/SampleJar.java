package dev.reviewgate.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The jar of {@link SampleFunction}. */
public final class SampleJar {
    private SampleJar() {}

    /** The sample and Lambda's interfaces, and nothing else, as in a deployed jar. */
    public static Path create(Path file) throws IOException, URISyntaxException {
        Path core = Path.of(RequestStreamHandler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                FileSystem coreJar = FileSystems.newFileSystem(core);
                Stream<Path> classes = Files.walk(coreJar.getPath("/com"))) {
            for (Path path : classes.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(path.toString().substring(1)));
                Files.copy(path, jar);
            }
            for (Class<?> type : List.of(SampleFunction.class, SampleFunction.Refused.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
                    in.transferTo(jar);
                }
            }
        }
        return file;
    }
}
