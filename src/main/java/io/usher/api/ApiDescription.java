package io.usher.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /api/v1/openapi.json} says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  @Bean
  OpenAPI openApi() {
    OpenAPI api = new OpenAPI();
    api.info(
        new Info()
            .title("Usher")
            .version("v1")
            .description(
                "Events, deliveries and attempts. Lists are newest first; errors are {\"error\", \"code\"}. A change"
                    + " that is sent again with its Idempotency-Key is answered again and not made again."));
    api.servers(List.of(new Server().url("/").description("this hub")));
    api.schemaRequirement(
        "password", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic"));
    api.schemaRequirement(
        "token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
    api.security(
        List.of(
            new SecurityRequirement().addList("password"),
            new SecurityRequirement().addList("token")));
    return api;
  }

  /** A name that stays, whatever operations come beside it, and what every operation has. */
  @Bean
  OperationCustomizer named() {
    return (operation, method) -> {
      String noun = method.getBeanType().getSimpleName().replaceFirst("Api$", "");
      String verb = method.getMethod().getName();
      operation.setOperationId(
          noun.substring(0, 1).toLowerCase(Locale.ROOT)
              + noun.substring(1)
              + verb.substring(0, 1).toUpperCase(Locale.ROOT)
              + verb.substring(1));
      operation
          .getResponses()
          .addApiResponse(
              "default",
              new ApiResponse()
                  .description("A sentence for people and a code for scripts")
                  .content(
                      new Content()
                          .addMediaType(
                              "application/json",
                              new MediaType()
                                  .schema(new Schema<>().$ref("#/components/schemas/ErrorBody")))));
      return operation;
    };
  }

  @Bean
  OpenApiCustomizer errorForm() {
    return api ->
        api.getComponents()
            .addSchemas(
                "ErrorBody",
                new ObjectSchema()
                    .addProperty("error", new StringSchema())
                    .addProperty("code", new StringSchema())
                    .required(List.of("error", "code")));
  }
}
