/** The caches as those of Spring. */
@NullMarked
package dev.flyball.cache.spring;

import org.jspecify.annotations.NullMarked;
