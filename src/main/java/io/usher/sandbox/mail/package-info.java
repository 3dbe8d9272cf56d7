/** A real SMTP server on loopback that keeps what it gets and sends nothing on. */
@NullMarked
package io.usher.sandbox.mail;

import org.jspecify.annotations.NullMarked;
