// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** A jar made for a test. */
final class JarBuilder {
  static final String SINK = "org.apache.kafka.connect.sink.SinkConnector";

  private final Map<String, byte[]> entries = new TreeMap<>();

  /** A public class, of Java 17, with a public constructor. */
  JarBuilder type(String name) {
    return type(name, "java/lang/Object", 17, "");
  }

  JarBuilder type(String name, String superName) {
    return type(name, superName, 17, "");
  }

  /** A class whose bytes differ from those of its namesake without a field. */
  JarBuilder typeWithField(String name, String field) {
    return type(name, "java/lang/Object", 17, field);
  }

  JarBuilder typeForJava(int release, String name) {
    return type(name, "java/lang/Object", release, "");
  }

  private JarBuilder type(String name, String superName, int release, String field) {
    var writer = new ClassWriter(0);
    writer.visit(44 + release, Opcodes.ACC_PUBLIC, className(name), null, superName, null);
    var constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(1, 1);
    constructor.visitEnd();
    if (!field.isEmpty()) {
      writer.visitField(Opcodes.ACC_PRIVATE, field, "I", null, null).visitEnd();
    }
    writer.visitEnd();
    entries.put(name + ".class", writer.toByteArray());
    return this;
  }

  private static String className(String name) {
    return name.replaceFirst("^META-INF/versions/\\d+/", "");
  }

  JarBuilder service(String service, String provider) {
    return text("META-INF/services/" + service, provider + " # a comment\n");
  }

  JarBuilder artefact(String group, String name, String version) {
    return text(
        "META-INF/maven/%s/%s/pom.properties".formatted(group, name),
        "groupId=%s\nartifactId=%s\nversion=%s\n".formatted(group, name, version));
  }

  JarBuilder text(String path, String content) {
    entries.put(path, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  byte[] toBytes() {
    return zip(entries);
  }

  static byte[] zip(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
