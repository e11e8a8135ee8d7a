package dev.sluice.schema.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the files of a schema folder declare.
 *
 * @param name of the folder, for messages
 * @param versionFile the file of the version, for messages
 * @param lockFile the file of the lock, for messages
 * @param lock the text of {@code catalog.lock}; empty if there is none
 * @param declarations by kind and then by name, so that an index comes after its table whatever the
 *     order of the files
 * @param waiverComments what may be waivers, not yet read
 */
public record SchemaSource(
    String name,
    int version,
    String versionFile,
    String lockFile,
    String lock,
    List<Declaration> declarations,
    List<WaiverComment> waiverComments) {

  /** A comment that wants to be a waiver. */
  record WaiverComment(String text, Location location) {}

  static SchemaSource of(SchemaFolder folder, int version, List<SourceFile> files) {
    var declarations = new ArrayList<Declaration>();
    var waivers = new ArrayList<WaiverComment>();
    for (SourceFile file : files) {
      declarations.addAll(DeclarationParser.parse(file));
      for (SqlToken token : SqlTokenizer.tokens(file)) {
        if (token.kind() == SqlToken.Kind.COMMENT && Waiver.isWaiver(token.text())) {
          waivers.add(new WaiverComment(token.text(), new Location(file.shownAs(), token.line())));
        }
      }
    }
    declarations.sort(Comparator.comparing(Declaration::kind).thenComparing(Declaration::name));
    return new SchemaSource(
        folder.name(),
        version,
        folder.shown(SchemaFolder.VERSION),
        folder.shown(SchemaFolder.LOCK),
        folder.text(SchemaFolder.LOCK),
        declarations,
        waivers);
  }

  /** The declaration of that name; tables and indexes share one name space. */
  Optional<Declaration> declaration(String object) {
    return declarations.stream().filter(d -> d.name().equalsIgnoreCase(object)).findFirst();
  }

  /** Where an object, or a part of it, is declared. */
  Optional<Location> location(String object, String part) {
    return declaration(object)
        .map(d -> d.part(part).map(Declaration.Part::location).orElse(d.location()));
  }
}
