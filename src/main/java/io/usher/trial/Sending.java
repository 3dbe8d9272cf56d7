package io.usher.trial;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What would have left the machine.
 *
 * @param kind what it would have been handed to: {@code salesforce}, {@code smtp}, {@code
 *     google-sheets}, {@code http} or any other component
 * @param content its parts in the words of that kind; secrets and barcodes are masked
 */
public record Sending(String kind, JsonNode content) {}
