/**
 * The tables as SqlObjects, one per table family: typed values in and out. A DAO belongs to the
 * handle it was attached to and to the thread that uses the handle.
 */
package dev.sluice.sqlite.dao;
