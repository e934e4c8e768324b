/** The published language: one record per thing that travels on a topic, and nothing that acts. */
@NullMarked
package dev.flyball.schemas;

import org.jspecify.annotations.NullMarked;
