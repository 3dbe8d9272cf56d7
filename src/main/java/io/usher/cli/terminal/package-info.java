/** What every command shares: where it runs, tables, times and how it fails. */
@NullMarked
package io.usher.cli.terminal;

import org.jspecify.annotations.NullMarked;
