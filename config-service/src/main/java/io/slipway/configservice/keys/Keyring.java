package io.slipway.configservice.keys;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.config.secret.KeyRef;
import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.KeysetKeyWrapper;
import io.slipway.config.secret.LostKeyWrapper;
import io.slipway.config.secret.RotationReport;
import io.slipway.config.secret.SecretException;
import io.slipway.config.secret.file.KeysetFile;

/**
 * The key-encryption keys of this process: those of a keyset file, of a key management service, or of both, of which one wraps.
 * While they are lost everything else goes on, and a file that is brought back is taken without a restart.
 */
public final class Keyring {
    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);
    private static final String NOT_SET = "slipway.config.keyset.file is not set";

    private final @Nullable KeysetFile file;
    private final boolean create;
    private final @Nullable OutsideKeys outside;
    private volatile @Nullable KeysetKeyWrapper keyset;
    private volatile @Nullable CombinedKeyWrapper combined;

    public Keyring(KeysetSettings settings) {
        this(settings, null);
    }

    /** @param outside keys that a key management service keeps, beside those of the file or in their place */
    public Keyring(KeysetSettings settings, @Nullable OutsideKeys outside) {
        this.file = settings.file() == null ? null : new KeysetFile(settings.file());
        this.create = settings.create();
        this.outside = outside;
    }

    /** The keys, or a stand-in that says for each secret why it cannot be opened; the same object while nothing changes. */
    public KeyWrapper wrapper() {
        return with(local());
    }

    /**
     * The keys that a first secret is encrypted with.
     *
     * @param first whether nothing was ever encrypted: only then a file that is missing is not one that was lost
     * @throws SecretException (key unavailable) when there are none
     */
    public synchronized KeyWrapper forNewKeys(boolean first) {
        if (!wrapsOutside() && local() instanceof LostKeyWrapper && first && create && file != null && !file.exists()) {
            LOG.info("The first secret: a keyset file is made");
            keyset = file.create();
        }
        KeyWrapper wrapper = wrapper();
        wrapper.primaryKeyId();
        return wrapper;
    }

    /**
     * The keys, read from the file again when some of these are not among them: another process may have added one.
     *
     * @param needed ids of key-encryption keys
     */
    public KeyWrapper wrapper(Collection<String> needed) {
        KeyWrapper local = local();
        KeyWrapper known = with(local);
        return local instanceof LostKeyWrapper || known.keyIds().containsAll(needed) ? known : with(load());
    }

    /** The keys with nothing remembered of what a key management service once answered. */
    public KeyWrapper forProof() {
        return outside == null ? local() : combine(local(), outside.keys().afresh());
    }

    /**
     * Begins or goes on with a rotation. Where the keyset wraps there is a new primary key, unless an earlier rotation has not
     * destroyed the keys before it yet; a key management service wraps with the key that is set.
     *
     * @return the keys that are to go
     * @throws SecretException when there is no keyset that could wrap
     */
    public synchronized Set<String> retire() {
        if (!wrapsOutside()) {
            KeysetFile known = present();
            KeysetKeyWrapper current = known.load();
            if (current.keyIds().size() == 1) {
                current = known.update(KeysetKeyWrapper::withNewPrimary);
            }
            keyset = current;
        }
        KeyWrapper all = with(wrapsOutside() ? load() : local());
        Set<String> old = new TreeSet<>(all.keyIds());
        old.remove(all.primaryKeyId());
        return old;
    }

    /**
     * Takes keys out of the file that nothing needs any more, as the reports prove; with the last of them goes the file, where
     * a key management service wraps. What such a service keeps is for its owner to destroy.
     */
    public synchronized void destroy(List<RotationReport> proofs) {
        for (RotationReport proof : proofs) {
            if (keyset != null
                    && keyset.keyIds().contains(id(proof))
                    && !keyset.primaryKeyId().equals(id(proof))) {
                keyset = present().update(known -> known.destroy(proof));
            }
        }
        for (RotationReport proof : proofs) {
            if (wrapsOutside() && keyset != null && keyset.keyIds().equals(Set.of(id(proof)))) {
                present().destroy(proof);
                keyset = null;
                LOG.info("Nothing needs the keyset file any more, and it is deleted");
            }
        }
    }

    private static String id(RotationReport proof) {
        return proof.retired() instanceof KeyRef.WrappingKey(String id) ? id : "";
    }

    private boolean wrapsOutside() {
        return outside != null && outside.wrap();
    }

    private KeysetFile present() {
        if (file == null) {
            throw new SecretException(SecretException.Reason.KEY_UNAVAILABLE, NOT_SET);
        }
        return file;
    }

    private KeyWrapper with(KeyWrapper local) {
        if (outside == null) {
            return local;
        }
        CombinedKeyWrapper next = combine(local, outside.keys());
        @Nullable CombinedKeyWrapper known = combined;
        if (next.equals(known)) {
            return known;
        }
        combined = next;
        return next;
    }

    private CombinedKeyWrapper combine(KeyWrapper local, KeyWrapper others) {
        return wrapsOutside() ? new CombinedKeyWrapper(others, local) : new CombinedKeyWrapper(local, others);
    }

    private KeyWrapper local() {
        @Nullable KeysetKeyWrapper known = keyset;
        return known == null ? load() : known;
    }

    private KeyWrapper load() {
        if (file == null) {
            return new LostKeyWrapper(NOT_SET);
        }
        KeyWrapper loaded = file.loadOrLost();
        if (loaded instanceof KeysetKeyWrapper found) {
            keyset = found;
        }
        return loaded;
    }
}
