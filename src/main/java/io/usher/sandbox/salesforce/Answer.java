package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;

/** What a call is answered, alone or within a composite. */
record Answer(int status, JsonNode body) {

  boolean failed() {
    return status >= 400;
  }
}
