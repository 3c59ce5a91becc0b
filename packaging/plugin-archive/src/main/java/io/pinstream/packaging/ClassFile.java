// SPDX-License-Identifier: Apache-2.0
package io.pinstream.packaging;

import java.util.List;
import java.util.zip.CRC32;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the check has to know of a class.
 *
 * @param name the binary name with slashes, such as {@code io/pinstream/Clean$Value}
 * @param major the class file's major version: 61 is Java 17
 * @param checksum tells two classes of one name apart
 * @param superName the super class's name, empty for a module descriptor
 * @param isInstantiable whether a service loader can make one: public, concrete, with a public
 *     constructor without parameters
 */
record ClassFile(
    String name,
    int major,
    long checksum,
    String superName,
    List<String> interfaces,
    boolean isInstantiable) {
  private static final int MAJOR_VERSION_AT = 6;

  static ClassFile read(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    var reader = new ClassReader(bytes);
    if (reader.getClassName() == null) {
      throw new IllegalArgumentException("a class without a name");
    }
    int access = reader.getAccess();
    boolean concrete =
        (access & Opcodes.ACC_PUBLIC) != 0
            && (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0;
    var superName = reader.getSuperName();
    return new ClassFile(
        reader.getClassName(),
        major(bytes),
        crc.getValue() << Integer.SIZE | bytes.length,
        superName == null ? "" : superName,
        List.of(reader.getInterfaces()),
        concrete && hasPublicConstructor(reader));
  }

  /** The major version alone, which a class file newer than any we can read has too. */
  static int major(byte[] bytes) {
    return (bytes[MAJOR_VERSION_AT] & 0xff) << Byte.SIZE | (bytes[MAJOR_VERSION_AT + 1] & 0xff);
  }

  private static boolean hasPublicConstructor(ClassReader reader) {
    boolean[] found = new boolean[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String method, String descriptor, String signature, String[] thrown) {
            found[0] |=
                method.equals("<init>")
                    && descriptor.equals("()V")
                    && (access & Opcodes.ACC_PUBLIC) != 0;
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return found[0];
  }

  String javaName() {
    return name.replace('/', '.');
  }
}
