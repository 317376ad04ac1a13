package dev.reviewgate.local.time;

import dev.reviewgate.local.StackOptions;
import dev.reviewgate.states.MovableTime;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;

/** The time that a test owns: of the state machines, of Slack and, through {@link ClockAgent}, of the functions. */
public final class TestTime {
    private static final List<String> FUNCTIONS =
            List.of("DatasetGenerator", "DatasetScreener", "ReviewNotifier", "ReviewResender", "ApprovalCallback");

    private final MovableTime time = new MovableTime();
    private final LongBuffer functionsAhead;
    private final String javaOptions;

    /** @param directory that the agent is written to */
    public TestTime(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path seconds = directory.resolve("seconds-ahead");
        functionsAhead = Ahead.open(seconds);
        Path boot = directory.resolve("boot.jar");
        write(boot, new Manifest(), Ahead.class);
        Path agent = directory.resolve("agent.jar");
        write(agent, agentManifest(), ClockAgent.class, ClockAgent.MovedClock.class, ClockAgent.Moved.class);
        // One quick compiler is enough for functions that live as long as a test run.
        javaOptions =
                "-XX:TieredStopAtLevel=1 \"-javaagent:" + agent + "=" + boot + File.pathSeparator + seconds + "\"";
    }

    /** Returns the options with this time in all that they start. */
    public StackOptions in(StackOptions options) {
        Map<String, Map<String, String>> environment = new LinkedHashMap<>();
        for (String function : FUNCTIONS) {
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put("JAVA_TOOL_OPTIONS", javaOptions);
            variables.putAll(options.environment().getOrDefault(function, Map.of()));
            environment.put(function, variables);
        }
        return options.withTime(time).withEnvironment(environment);
    }

    public Instant now() {
        return time.clock().instant();
    }

    /** Moves the time of the functions forward, and then that of the state machines, whose waits end if they are over. */
    public void advance(Duration by) {
        functionsAhead.put(0, time.ahead().plus(by).toSeconds());
        time.advance(Duration.ofSeconds(by.toSeconds()));
    }

    private static Manifest agentManifest() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.CLASS_PATH, location(ClassReader.class).toString());
        attributes.putValue("Premain-Class", ClockAgent.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        attributes.putValue("Can-Retransform-Classes", "true");
        return manifest;
    }

    private static java.net.URI location(Class<?> type) throws IOException {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void write(Path file, Manifest manifest, Class<?>... types) throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Class<?> type : types) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
                    in.transferTo(jar);
                }
            }
        }
    }
}
