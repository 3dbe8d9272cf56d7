package io.usher.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the store uses its disk.
 *
 * @param minFree below this no webhooks are taken, so that what was accepted can still be delivered
 *     and recorded; a fifth of the disk where that is less
 * @param rewriteUpTo a database file up to this size is written anew after an erasure, while
 *     webhooks wait
 */
@ConfigurationProperties("usher.store")
public record DiskSettings(
    @DefaultValue("64MB") DataSize minFree, @DefaultValue("512MB") DataSize rewriteUpTo) {}
