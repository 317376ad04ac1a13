package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.screening.HashedFile;

/** A temporary file that is ready to be uploaded under a name. */
record StagedFile(HashedFile file, String name, String contentType) {
    StagedFile {
        requireNonNull(file, "file");
        requireNonNull(name, "name");
        requireNonNull(contentType, "contentType");
    }
}
