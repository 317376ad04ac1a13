package dev.reviewgate.local.lambda;

import dev.reviewgate.local.bootstrap.Bootstrap;
import dev.reviewgate.local.template.Names;
import dev.reviewgate.local.template.Template;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts the JVM of an instance: the function's jar, its environment and the bootstrap, and nothing of ours beside. */
final class FunctionProcess {
    /** What the managed Java runtimes give the heap of the function's memory. */
    private static final double HEAP_SHARE = 0.8;

    private final Path bootstrap;
    private final Map<String, String> endpoints;

    /**
     * @param scratch a directory that the bootstrap's classes are copied into
     * @param endpoints the {@code AWS_ENDPOINT_URL_*} variables
     */
    FunctionProcess(Path scratch, Map<String, String> endpoints) throws IOException {
        this.bootstrap = scratch.resolve("bootstrap");
        this.endpoints = Map.copyOf(endpoints);
        extractBootstrap();
    }

    Process start(Template.Function function, int runtimeApiPort) throws IOException {
        if (!Files.exists(function.code())) {
            throw new IOException("there is no " + function.code() + "; build it with: mvn package");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java,
                "-Xmx" + (long) (function.memoryMegabytes() * HEAP_SHARE) + "m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                // The template's JAVA_TOOL_OPTIONS are for the deployed runtime's JDK, which may be newer than this
                // one.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-cp",
                bootstrap + File.pathSeparator + function.code(),
                Bootstrap.class.getName()));
        builder.redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        String path = environment.get("PATH");
        environment.clear();
        environment.putAll(function.environment());
        environment.putAll(endpoints);
        environment.put("PATH", path == null ? "/usr/bin:/bin" : path);
        environment.put("TZ", "UTC");
        environment.put("LANG", "C.UTF-8");
        environment.put("AWS_REGION", Names.REGION);
        environment.put("AWS_DEFAULT_REGION", Names.REGION);
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_SESSION_TOKEN", "local");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local/[$LATEST]" + runtimeApiPort);
        environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApiPort);
        environment.put("_HANDLER", function.handler());
        environment.put("LAMBDA_TASK_ROOT", function.code().resolveSibling("").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** The bootstrap's package alone goes on the function's class path: the rest of this program is not deployed either. */
    private void extractBootstrap() throws IOException {
        String folder = Bootstrap.class.getPackageName().replace('.', '/');
        Path source;
        try {
            source = Path.of(Bootstrap.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        if (Files.isDirectory(source)) {
            copy(source.resolve(folder), bootstrap.resolve(folder));
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(source)) {
            copy(jar.getPath("/" + folder), bootstrap.resolve(folder));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
