package io.usher.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
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
                "Events, deliveries and attempts. Lists are newest first; errors are {\"error\", \"code\"}."));
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
}
