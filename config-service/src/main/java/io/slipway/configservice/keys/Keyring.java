package io.slipway.configservice.keys;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.KeysetKeyWrapper;
import io.slipway.config.secret.LostKeyWrapper;
import io.slipway.config.secret.RotationReport;
import io.slipway.config.secret.SecretException;
import io.slipway.config.secret.file.KeysetFile;

/**
 * The key-encryption keys of this process. While they are lost everything else goes on, and a file that is brought back is
 * taken without a restart.
 */
public final class Keyring {
    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);
    private static final String NOT_SET = "slipway.config.keyset.file is not set";

    private final @Nullable KeysetFile file;
    private final boolean create;
    private volatile @Nullable KeysetKeyWrapper keyset;

    public Keyring(KeysetSettings settings) {
        this.file = settings.file() == null ? null : new KeysetFile(settings.file());
        this.create = settings.create();
    }

    /** The keys, or a stand-in that says for each secret why it cannot be opened. */
    public KeyWrapper wrapper() {
        @Nullable KeysetKeyWrapper known = keyset;
        return known == null ? load() : known;
    }

    /**
     * The keys that a first secret is encrypted with.
     *
     * @param first whether nothing was ever encrypted: only then a file that is missing is not one that was lost
     * @throws SecretException (key unavailable) when there are none
     */
    public synchronized KeyWrapper forNewKeys(boolean first) {
        KeyWrapper wrapper = wrapper();
        if (wrapper instanceof LostKeyWrapper && first && create && file != null && !file.exists()) {
            LOG.info("The first secret: a keyset file is made");
            keyset = file.create();
            wrapper = wrapper();
        }
        wrapper.primaryKeyId();
        return wrapper;
    }

    /**
     * The keys, read from the file again when some of these are not among them: another process may have added one.
     *
     * @param needed ids of key-encryption keys
     */
    public KeyWrapper wrapper(Collection<String> needed) {
        KeyWrapper known = wrapper();
        return known instanceof LostKeyWrapper || known.keyIds().containsAll(needed) ? known : load();
    }

    /**
     * Begins or goes on with a rotation: there is a new primary key, unless an earlier rotation has not destroyed the keys
     * before it yet.
     *
     * @return the keys that are to go
     * @throws SecretException when there is no keyset
     */
    public synchronized Set<String> retire() {
        KeysetFile known = present();
        KeysetKeyWrapper current = known.load();
        if (current.keyIds().size() == 1) {
            current = known.update(KeysetKeyWrapper::withNewPrimary);
        }
        keyset = current;
        Set<String> old = new TreeSet<>(current.keyIds());
        old.remove(current.primaryKeyId());
        return old;
    }

    /** Takes a key out of the file that nothing needs any more, as the report proves. */
    public synchronized void destroy(RotationReport proof) {
        keyset = present().update(known -> known.destroy(proof));
    }

    private KeysetFile present() {
        if (file == null) {
            throw new SecretException(SecretException.Reason.KEY_UNAVAILABLE, NOT_SET);
        }
        return file;
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
