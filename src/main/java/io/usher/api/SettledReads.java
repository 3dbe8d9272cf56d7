package io.usher.api;

import io.usher.store.EventStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Whoever asks finds every event that was acknowledged before, though it may still be on its way
 * into the database. That takes some milliseconds; in a rush it is waited for a second, and what is
 * there by then is answered.
 */
@Component
final class SettledReads implements WebMvcConfigurer, HandlerInterceptor {

  private static final long LONGEST_MS = 1_000;

  private final EventStore events;

  SettledReads(EventStore events) {
    this.events = events;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    try {
      events.settled().get(LONGEST_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
