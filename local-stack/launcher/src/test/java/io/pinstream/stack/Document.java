// SPDX-License-Identifier: Apache-2.0
package io.pinstream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A page of the checkout in Markdown: what it links to, and what of it can be linked to. */
public final class Document {
  /** The checkout. */
  public static final Path HOME =
      Path.of(System.getProperty("user.dir")).resolve("../..").normalize();

  private final Path file;
  private final Node content;

  private Document(Path file) {
    this.file = file;
    try {
      content = Parser.builder().build().parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** Every page that is kept here: not what the build, a run or a tool has put beside them. */
  public static List<Document> all() throws IOException {
    var documents = new ArrayList<Document>();
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = folder.getFileName().toString();
            return name.startsWith(".") || name.equals("target") || name.equals("pinstream-data")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              documents.add(new Document(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return documents;
  }

  /** The page at a path from the checkout on. */
  static Document at(String path) {
    return new Document(HOME.resolve(path));
  }

  /** The links that lead nowhere: to no file of the checkout, or to no heading of a page. */
  List<String> deadLinks() {
    var dead = new ArrayList<String>();
    for (var link : links()) {
      if (!link.matches("[a-z]+:.*") && !leadsSomewhere(link)) {
        dead.add(link);
      }
    }
    return dead;
  }

  private boolean leadsSomewhere(String link) {
    var parts = link.split("#", 2);
    var path = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
    var target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (!target.startsWith(HOME) || !Files.exists(target)) {
      return false;
    }
    return parts.length == 1
        || (target.toString().endsWith(".md") && new Document(target).anchors().contains(parts[1]));
  }

  /** Where links and images lead, as written. */
  List<String> links() {
    var links = new ArrayList<String>();
    content.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            links.add(image.getDestination());
          }
        });
    return links;
  }

  private Set<String> anchors() {
    var anchors = new TreeSet<String>();
    var ids = IdGenerator.builder().build();
    content.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            anchors.add(ids.generateId(textOf(heading)));
          }
        });
    return anchors;
  }

  private static String textOf(Node node) {
    var text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak part) {
            text.append(' ');
          }
        });
    return text.toString();
  }

  /** Everything that stands as code: the lines of blocks, and words between backquotes. */
  public List<String> code() {
    var code = new ArrayList<String>();
    content.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            // A command may go on behind a backslash.
            block.getLiteral().replace("\\\n", " ").lines().map(String::strip).forEach(code::add);
          }

          @Override
          public void visit(Code words) {
            code.add(words.getLiteral());
          }
        });
    return code;
  }

  @Override
  public String toString() {
    return HOME.relativize(file).toString();
  }
}
