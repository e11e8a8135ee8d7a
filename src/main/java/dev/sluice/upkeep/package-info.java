/**
 * Looking after an index root: whether what is there is right ({@code Validation}), what it takes
 * and what it gives ({@code Report}), and taking it away ({@code Cleaning}).
 */
package dev.sluice.upkeep;
