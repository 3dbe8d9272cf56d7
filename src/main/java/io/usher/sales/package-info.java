/** What a day's sales add up to: orders, tickets and money, by show. Read from the events. */
@NullMarked
package io.usher.sales;

import org.jspecify.annotations.NullMarked;
