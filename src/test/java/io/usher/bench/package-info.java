/**
 * The speed bench: the packaged hub beside a bare servlet and Node-RED, each a process of its own,
 * under one load. Ratios of figures measured in turns in one run are what counts. Run it with
 * {@code bench/run}.
 */
package io.usher.bench;
