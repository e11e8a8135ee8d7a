/** Which store answers: whether it may be read, and opening it. */
package dev.sluice.retrieval.backend;
