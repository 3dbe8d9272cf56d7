package io.usher.sandbox.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.access.Open;
import io.usher.sandbox.standin.ExactJson;
import io.usher.sandbox.standin.SandboxOnly;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The network side of the Sheets API: token, compression, and errors in Google's words. */
@SandboxOnly
@Open
@RestController
@RequestMapping("/sandbox/google/v4/spreadsheets/{id}/values")
final class SheetsRest {

  private static final int BODY_LIMIT = 10 * 1024 * 1024;

  private final GoogleStandIn google;

  SheetsRest(GoogleStandIn google) {
    this.google = google;
  }

  @GetMapping("/{range}")
  ResponseEntity<byte[]> read(
      @RequestHeader HttpHeaders headers,
      @PathVariable String id,
      @PathVariable String range,
      @RequestParam(defaultValue = "FORMATTED_VALUE") String valueRenderOption)
      throws IOException {
    return ok(values(headers, id, range).read(valueRenderOption.equals("FORMATTED_VALUE")));
  }

  @PutMapping("/{range}")
  ResponseEntity<byte[]> update(
      @RequestHeader HttpHeaders headers,
      @PathVariable String id,
      @PathVariable String range,
      @RequestParam(required = false) @Nullable String valueInputOption,
      @RequestBody byte[] body)
      throws IOException {
    SheetValues values = values(headers, id, range);
    return ok(values.update(ValueRange.read(unpacked(headers, body), valueInputOption)));
  }

  @PostMapping("/{range}:append")
  ResponseEntity<byte[]> append(
      @RequestHeader HttpHeaders headers,
      @PathVariable String id,
      @PathVariable String range,
      @RequestParam(required = false) @Nullable String valueInputOption,
      @RequestBody byte[] body)
      throws IOException {
    SheetValues values = values(headers, id, range);
    return ok(values.append(ValueRange.read(unpacked(headers, body), valueInputOption)));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> error(GoogleError error) throws IOException {
    return answer(error.code(), error.body());
  }

  private SheetValues values(HttpHeaders headers, String id, String range) {
    google.requireToken(headers.getFirst(HttpHeaders.AUTHORIZATION));
    return new SheetValues(google.spreadsheet(id), range);
  }

  private static byte[] unpacked(HttpHeaders headers, byte[] body) throws IOException {
    if (!"gzip".equalsIgnoreCase(headers.getFirst(HttpHeaders.CONTENT_ENCODING))) {
      return body;
    }
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return plain.readNBytes(BODY_LIMIT);
    }
  }

  private static ResponseEntity<byte[]> ok(ObjectNode body) throws IOException {
    return answer(200, body);
  }

  private static ResponseEntity<byte[]> answer(int status, ObjectNode body) throws IOException {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(ExactJson.MAPPER.writeValueAsBytes(body));
  }
}
