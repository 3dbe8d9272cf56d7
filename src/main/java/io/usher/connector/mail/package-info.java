/**
 * What the e-mail connector needs besides Camel's component: one strict recipient and safe headers.
 */
@NullMarked
package io.usher.connector.mail;

import org.jspecify.annotations.NullMarked;
