package dev.sluice.schema.review;

import dev.sluice.schema.Verdict;
import dev.sluice.schema.review.SchemaSource.WaiverComment;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Silences one rule on one object until a date, for a reason:
 *
 * <pre>
 * -- sluice:waive redundant-index idx_chunks_file until 2027-01-31: the peer reads version 7 too
 * </pre>
 *
 * @param until the last day on which it counts
 */
record Waiver(SchemaRule rule, String object, LocalDate until, String reason, Location location) {
  private static final String MARK = "sluice:waive";
  private static final Pattern FORM =
      Pattern.compile(MARK + "\\s+(\\S+)\\s+(\\S+)\\s+until\\s+(\\d{4}-\\d\\d-\\d\\d):\\s*(\\S.*)");

  static boolean isWaiver(String comment) {
    return comment.startsWith(MARK);
  }

  /**
   * Reads a waiver.
   *
   * @throws InvalidSchemaException if it has another form, or names what cannot be waived
   */
  static Waiver parse(WaiverComment comment) {
    Matcher form = FORM.matcher(comment.text());
    if (!form.matches()) {
      throw refuse(comment, "a waiver of another form");
    }
    String id = form.group(1);
    if (Arrays.stream(Verdict.values()).anyMatch(verdict -> verdict.id().equals(id))) {
      throw refuse(comment, "the gate's verdicts cannot be waived, and " + id + " is one");
    }
    SchemaRule rule =
        SchemaRule.waivable(id).orElseThrow(() -> refuse(comment, "no waivable rule " + id));
    try {
      LocalDate until = LocalDate.parse(form.group(3));
      return new Waiver(rule, form.group(2), until, form.group(4), comment.location());
    } catch (DateTimeException e) {
      throw refuse(comment, "no such day: " + form.group(3));
    }
  }

  boolean hasExpired(LocalDate today) {
    return today.isAfter(until);
  }

  boolean covers(Finding finding) {
    return rule == finding.rule() && object.equalsIgnoreCase(finding.object());
  }

  private static InvalidSchemaException refuse(WaiverComment comment, String reason) {
    String rules =
        Arrays.stream(SchemaRule.values())
            .filter(SchemaRule::isWaivable)
            .map(SchemaRule::id)
            .collect(Collectors.joining(", "));
    return new InvalidSchemaException(
        comment.location(),
        reason,
        "write: -- " + MARK + " RULE OBJECT until YYYY-MM-DD: REASON, with a rule of " + rules);
  }
}
