package dev.sluice.retrieval;

import java.util.List;

/**
 * What a search found.
 *
 * @param query the text searched for
 * @param hits best first
 * @param notes what the reader of the hits should know, for example that a ranking was left out and
 *     why
 */
public record SearchResult(String query, Ranking ranking, List<Hit> hits, List<String> notes) {}
