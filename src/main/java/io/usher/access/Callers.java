package io.usher.access;

import io.usher.audit.AuditTrail;
import io.usher.store.HubsOwn;
import io.usher.store.Reach;
import io.usher.store.WhoAsks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts log and gate before every endpoint, and hands the caller to whoever asks for it. */
@Configuration(proxyBeanMethods = false)
class Callers {

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
  }

  @Bean
  WhoAsks whoAsks() {
    return () ->
        HubsOwn.isAtWork()
            ? Reach.EVERYTHING
            : Caller.current().map(Caller::reach).orElse(Reach.NOTHING);
  }

  @Bean
  WebMvcConfigurer gates(AuditTrail trail) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AuditedActions(trail)).order(-20);
        registry.addInterceptor(new AccessGate()).order(-10);
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerParameter());
      }
    };
  }

  private static final class CallerParameter implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      Optional<Caller> caller = Caller.current();
      return caller.orElse(null);
    }
  }
}
