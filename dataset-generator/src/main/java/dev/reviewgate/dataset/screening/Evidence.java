package dev.reviewgate.dataset.screening;

import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * The clean and the flagged file, written by several threads in the order of the file: the one whose turn it is. Both get
 * their SHA-256 on the way.
 */
final class Evidence {
    private final HashedFile.Draft clean;
    private final HashedFile.Draft flagged;
    private int turn;
    private boolean aborted;

    Evidence(HashedFile.Draft clean, HashedFile.Draft flagged) {
        this.clean = clean;
        this.flagged = flagged;
    }

    /** Writes what stands in front of the rows. */
    void writeHeader(Bytes cleanHeader, Bytes flaggedHeader) throws IOException {
        cleanHeader.writeTo(clean);
        flaggedHeader.writeTo(flagged);
    }

    /** Writes and clears both once it is the turn of {@code chunk}; false if another thread has given up. */
    boolean write(int chunk, Bytes cleanRows, Bytes flaggedRows) throws IOException {
        if (!await(chunk)) {
            return false;
        }
        cleanRows.writeTo(clean);
        flaggedRows.writeTo(flagged);
        cleanRows.clear();
        flaggedRows.clear();
        return true;
    }

    private synchronized boolean await(int chunk) throws IOException {
        while (turn != chunk && !aborted) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting to write");
            }
        }
        return !aborted;
    }

    /** Ends the turn of a chunk that was written. */
    synchronized void next() {
        turn++;
        notifyAll();
    }

    /** Lets nobody wait for a turn that will not come. */
    synchronized void abort() {
        aborted = true;
        notifyAll();
    }
}
