package io.slipway.backup.storage.sftp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;

import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

import io.slipway.backup.storage.StorageRefusedException;

/** What a failed request means: whether it may pass, and what to do about it. */
final class SftpFailure {
    private SftpFailure() {}

    static boolean isMissing(IOException failure) {
        return failure instanceof SftpException answer
                && (answer.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                        || answer.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH);
    }

    /**
     * @param what such as {@code writing data/4f/4fa1…}
     * @param path of the file it is about
     */
    static IOException of(SftpSettings settings, String what, String path, IOException failure) {
        if (isMissing(failure)) {
            return new NoSuchFileException(path);
        }
        String failed = what + " in " + settings.location() + " failed: " + failure.getMessage();
        return switch (failure) {
            case StorageRefusedException refused -> refused;
            case InterruptedIOException cancelled -> cancelled;
            case SftpException answer -> answered(failed, answer);
            default -> new IOException(failed, failure);
        };
    }

    private static IOException answered(String failed, SftpException answer) {
        return switch (answer.getStatus()) {
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                new StorageRefusedException(failed + "; give the user the right to read and write there", answer);
            case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
                new StorageRefusedException(failed + "; there is no room: make some, or prune", answer);
            // All that OpenSSH says of a full disk.
            case SftpConstants.SSH_FX_FAILURE ->
                new IOException(failed + "; the server does not say why: is its disk full?", answer);
            default -> new IOException(failed, answer);
        };
    }

    /** A connection that did not come to be. */
    static IOException connecting(SftpSettings settings, IOException failure) {
        if (failure instanceof InterruptedIOException) {
            return failure;
        }
        String failed = "signing in to " + settings.user() + "@" + settings.host() + ":" + settings.port() + " failed: "
                + failure.getMessage();
        if (!(failure instanceof SshException answer)) {
            return new IOException(failed, failure);
        }
        return switch (answer.getDisconnectCode()) {
            case SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE ->
                new StorageRefusedException(
                        failed + "; the host's key is not the one in " + settings.knownHosts()
                                + ", or there is none: get it with ssh-keyscan, compare it with what the host's"
                                + " administrator says, and add it there",
                        failure);
            case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE ->
                new StorageRefusedException(
                        failed + "; none of the keys " + settings.keys() + " is accepted: put the public one into the"
                                + " user's authorized_keys there. Keys with passphrases cannot be used",
                        failure);
            default -> new IOException(failed, failure);
        };
    }
}
