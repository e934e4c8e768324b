/** How the records look as JSON: a streaming reader and writer for samples, databind for the much rarer events. */
@NullMarked
package dev.flyball.schemas.json;

import org.jspecify.annotations.NullMarked;
