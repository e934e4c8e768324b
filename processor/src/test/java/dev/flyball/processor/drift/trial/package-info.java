/** Labelled traffic, and how a detector fares on it. */
package dev.flyball.processor.drift.trial;
