package io.usher.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * The last look at what leaves the API for somebody who is limited to some customers: an element of
 * a list that names another customer is taken out, and anything else that does is not answered. The
 * store leaves out rows of others already; this holds for what comes from elsewhere.
 */
@ControllerAdvice
class CustomerGuard implements ResponseBodyAdvice<Object> {

  private static final String CUSTOMER = "customer";

  private final ObjectMapper mapper;

  CustomerGuard(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return AbstractJackson2HttpMessageConverter.class.isAssignableFrom(converter);
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    Optional<Caller> caller = Caller.current().filter(c -> !c.reach().isEverything());
    if (body == null || caller.isEmpty()) {
      return body;
    }
    JsonNode tree = mapper.valueToTree(body);
    if (isForeign(tree, caller.get())) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return tree;
  }

  private static boolean isForeign(JsonNode node, Caller caller) {
    JsonNode customer = node.path(CUSTOMER);
    if (customer.isTextual() && !caller.sees(customer.textValue())) {
      return true;
    }
    for (JsonNode part : node) {
      if (part instanceof ArrayNode list) {
        removeForeign(list, caller);
      } else if (part.isObject() && isForeign(part, caller)) {
        return true;
      }
    }
    return false;
  }

  private static void removeForeign(ArrayNode list, Caller caller) {
    Iterator<JsonNode> elements = list.iterator();
    while (elements.hasNext()) {
      if (isForeign(elements.next(), caller)) {
        elements.remove();
      }
    }
  }
}
