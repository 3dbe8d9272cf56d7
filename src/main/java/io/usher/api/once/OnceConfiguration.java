package io.usher.api.once;

import io.usher.store.AnsweredRequests;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the filter before the API and behind security, which says who asks. */
@Configuration(proxyBeanMethods = false)
class OnceConfiguration {

  private static final int BEHIND_SECURITY = 0;

  @Bean
  FilterRegistrationBean<OnceFilter> once(AnsweredRequests answered) {
    FilterRegistrationBean<OnceFilter> registration =
        new FilterRegistrationBean<>(new OnceFilter(answered));
    registration.setUrlPatterns(List.of("/api/v1/*"));
    registration.setOrder(BEHIND_SECURITY);
    return registration;
  }
}
