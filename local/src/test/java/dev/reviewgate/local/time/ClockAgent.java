package dev.reviewgate.local.time;

import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Instant;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A Java agent that moves the clock of the process that it is loaded into, as far as {@link Ahead} says. */
public final class ClockAgent implements ClassFileTransformer {
    private static final String CLOCK = "java/time/Clock";

    /** What each way to ask for the time calls in the end: {@code Instant.now()} and the system clocks. */
    private static final String CURRENT_INSTANT = "currentInstant";

    private static final String RETURNS_INSTANT = Type.getMethodDescriptor(Type.getType(Instant.class));

    private ClockAgent() {}

    /** Called by the JVM; the argument is the jar with {@link Ahead}, a path separator, and the file that it reads. */
    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        String[] paths = argument.split(File.pathSeparator, 2);
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(paths[0]));
        Ahead.readFrom(Path.of(paths[1]));
        // Loaded before anything is transformed: a class that is transformed while it is loaded may not be named
        // meanwhile.
        Class<?> clock = Clock.systemUTC().getClass().getNestHost();
        instrumentation.addTransformer(new ClockAgent(), true);
        instrumentation.retransformClasses(clock);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (!className.equals(CLOCK)) {
            return null;
        }
        ClassReader clock = new ClassReader(classFile);
        ClassWriter moved = new ClassWriter(clock, 0);
        clock.accept(new MovedClock(moved), 0);
        return moved.toByteArray();
    }

    /** A clock whose answers are passed on by {@link Moved}. */
    static final class MovedClock extends ClassVisitor {
        MovedClock(ClassVisitor written) {
            super(Opcodes.ASM9, written);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals(CURRENT_INSTANT) && descriptor.equals(RETURNS_INSTANT) ? new Moved(method) : method;
        }
    }

    /** Passes what a method returns through {@link Ahead}. */
    static final class Moved extends MethodVisitor {
        Moved(MethodVisitor method) {
            super(Opcodes.ASM9, method);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                String instant = Type.getDescriptor(Instant.class);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        Type.getInternalName(Ahead.class),
                        "moved",
                        "(" + instant + ")" + instant,
                        false);
            }
            super.visitInsn(opcode);
        }
    }
}
