package io.usher.access;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Every page finds whoever looks at it as {@code caller}; null where nobody is signed in. */
@ControllerAdvice(annotations = Controller.class)
class CallerOnPages {

  @ModelAttribute("caller")
  @Nullable Caller caller() {
    return Caller.current().orElse(null);
  }
}
