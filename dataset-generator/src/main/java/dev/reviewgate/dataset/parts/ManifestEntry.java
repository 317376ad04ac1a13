package dev.reviewgate.dataset.parts;

/**
 * One part in a manifest, which is a JSON array of them.
 *
 * @param name the part's name where it is published, beside the manifest
 * @param rows without the header
 */
public record ManifestEntry(
        String name, String bucket, String key, String versionId, String sha256, long bytes, long rows) {
    static ManifestEntry of(String name, StoredFile file, long rows) {
        return new ManifestEntry(name, file.bucket(), file.key(), file.versionId(), file.sha256(), file.bytes(), rows);
    }
}
