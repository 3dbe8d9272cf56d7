package io.usher.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people sign in. Needs no script and nothing from another host. */
@Open
@Controller
class SignInPage {

  private static final Logger LOG = LoggerFactory.getLogger(SignInPage.class);

  private static final Map<String, String> PROBLEMS =
      Map.of(
          "wrong", "Name or password is wrong.",
          "too-many-tries", "Too many wrong passwords. Wait a little, then try again.",
          "busy", "Too many sign-ins at once. Try again in a moment.",
          "no-role",
              "You are known, but no group of yours has a role here. Ask an admin of this hub.",
          "oidc", "The sign-in server can't be reached or refused. Try again, or ask an admin.");

  private final OidcSettings oidc;
  private final OidcServer server;

  SignInPage(OidcSettings oidc, OidcServer server) {
    this.oidc = oidc;
    this.server = server;
  }

  @GetMapping("/sign-in")
  String page(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String problem,
      @RequestParam(required = false) @Nullable String out,
      Model model,
      HttpServletResponse response) {
    String sentence = problem == null ? null : PROBLEMS.get(problem);
    model.addAttribute("from", WayBack.checked(from));
    model.addAttribute("problem", sentence);
    model.addAttribute("out", out != null);
    model.addAttribute("oidc", oidc.isOn() ? oidc.label() : null);
    return "access/sign-in";
  }

  @GetMapping("/sign-in.css")
  ResponseEntity<Resource> style() {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("text/css"))
        .cacheControl(CacheControl.noCache())
        .body(new ClassPathResource("access/sign-in.css"));
  }

  /** Asks the sign-in server for its addresses first: where that fails, people get a sentence. */
  @GetMapping("/sign-in/oidc")
  String away(@RequestParam(required = false) @Nullable String from, HttpServletRequest request) {
    if (!oidc.isOn()) {
      return "redirect:/sign-in";
    }
    try {
      server.registration();
    } catch (RuntimeException e) {
      LOG.warn("The sign-in server {} can't be asked: {}", oidc.issuer(), e.toString());
      return "redirect:/sign-in?problem=oidc";
    }
    request.getSession().setAttribute(SignedIn.FROM, WayBack.checked(from));
    return "redirect:/oauth2/authorization/" + OidcServer.ID;
  }
}
