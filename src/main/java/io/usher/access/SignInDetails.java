package io.usher.access;

import jakarta.servlet.http.HttpServletRequest;

/** What the password's check must know of the request it came with. */
record SignInDetails(HttpServletRequest request) {

  String address() {
    return request.getRemoteAddr();
  }
}
