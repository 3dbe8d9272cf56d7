package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** How one job looks to a person. */
final class JobSheet {
  private final Sheet sheet;

  JobSheet(Surroundings surroundings) {
    this.sheet = new Sheet(surroundings);
  }

  void print(JsonNode job) {
    sheet.field("Job", Answer.text(job, "id"));
    sheet.field("Kind", Answer.text(job, "kind"));
    sheet.field("Status", Answer.text(job, "status"));
    sheet.field("Filter", filter(job));
    sheet.field("To", destinations(job));
    sheet.field("Again", job.path("again").asBoolean() ? "yes" : "");
    sheet.field("Rate", Answer.text(job, "rate"));
    sheet.field("Total", Answer.text(job, "total"));
    sheet.field("Done", Answer.text(job, "done"));
    sheet.field("Skipped", Answer.text(job, "skipped"));
    sheet.field("Made by", Answer.text(job, "createdBy"));
    sheet.field("Made", sheet.time(job, "createdAt"));
    sheet.field("Last change", sheet.time(job, "updatedAt"));
    sheet.field("Last error", Answer.text(job, "lastError"));
  }

  static String filter(JsonNode job) {
    List<String> words = new ArrayList<>();
    job.path("filter")
        .fields()
        .forEachRemaining(word -> words.add(word.getKey() + "=" + word.getValue().asText()));
    return words.isEmpty() ? "all" : String.join(" ", words);
  }

  private static String destinations(JsonNode job) {
    List<String> names = new ArrayList<>();
    job.path("destinations").forEach(name -> names.add(name.asText()));
    return String.join(", ", names);
  }
}
