package dev.reviewgate.dataset.parts;

import dev.reviewgate.dataset.screening.PartSketch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What is known of a part: its sketch, and where in its key file the keys of each partition are.
 *
 * @param keyEnds for each unique column where its partitions start, and where the last one ends
 */
record Profiles(PartSketch sketch, Map<String, long[]> keyEnds) {
    byte[] toBytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(bytes)))) {
            sketch.write(out);
            out.writeInt(keyEnds.size());
            for (var column : keyEnds.entrySet()) {
                out.writeUTF(column.getKey());
                out.writeInt(column.getValue().length);
                for (var end : column.getValue()) {
                    out.writeLong(end);
                }
            }
        }
        return bytes.toByteArray();
    }

    static Profiles read(InputStream bytes) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(bytes)))) {
            var sketch = PartSketch.read(in);
            var keyEnds = new LinkedHashMap<String, long[]>();
            for (var left = in.readInt(); left > 0; left--) {
                var name = in.readUTF();
                var ends = new long[in.readInt()];
                for (var i = 0; i < ends.length; i++) {
                    ends[i] = in.readLong();
                }
                keyEnds.put(name, ends);
            }
            return new Profiles(sketch, keyEnds);
        }
    }
}
