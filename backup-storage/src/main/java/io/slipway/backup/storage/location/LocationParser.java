package io.slipway.backup.storage.location;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.slipway.backup.storage.sftp.SftpSettings;

/** Reads restic's notation of where a repository is. */
final class LocationParser {
    private static final String FORMS = "write a folder (/srv/backups or local:/srv/backups),"
            + " s3:https://<server>/<bucket>/<prefix>, gs:<bucket>:/<prefix>, or sftp:<user>@<host>:/<folder>";
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9]*):(.*)", Pattern.DOTALL);
    private static final Pattern GCS = Pattern.compile("([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?::/?(.*))?");
    private static final Pattern S3_BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");

    private static final String SFTP_FORM =
            "write sftp:<user>@<host>:/<folder>, or sftp://<user>@<host>:<port>//<folder>";
    private static final Pattern SFTP = Pattern.compile("([^@:/]+)@([^@:/]+):(.+)");
    private static final Pattern SFTP_PORT = Pattern.compile("//([^@:/]+)@([^@:/]+)(?::(\\d{1,5}))?/(.+)");

    private LocationParser() {}

    static StorageLocation parse(String text) {
        if (text.isBlank() || !text.equals(text.strip()) || text.indexOf('\0') >= 0) {
            throw new LocationException("'" + text + "' is no location: " + FORMS);
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return local(text, text);
        }
        String rest = scheme.group(2);
        return switch (scheme.group(1)) {
            case "local" -> local(text, rest);
            case "s3" -> s3(text, rest);
            case "gs" -> gcs(text, rest);
            case "sftp" -> sftp(text, rest);
            case "b2", "azure", "rest", "rclone", "swift" ->
                throw new LocationException("'" + text + "' is not supported, though restic does: " + FORMS);
            default ->
                throw new LocationException("'" + text + "' begins with a scheme that is not known: " + FORMS
                        + "; for a folder of this name write local:" + text);
        };
    }

    private static StorageLocation local(String text, String path) {
        try {
            if (path.isBlank()) {
                throw new LocationException("'" + text + "' names no folder: " + FORMS);
            }
            return new StorageLocation.Local(Path.of(path));
        } catch (InvalidPathException e) {
            throw new LocationException("'" + text + "' is no path on this host: " + e.getReason());
        }
    }

    private static StorageLocation s3(String text, String rest) {
        if (rest.startsWith("//")) {
            throw new LocationException("'" + text + "' does not say whether a server or a bucket comes first:"
                    + " write s3:https://<server>/<bucket>/<prefix>");
        }
        URI address;
        try {
            address = new URI(rest.startsWith("http://") || rest.startsWith("https://") ? rest : "https://" + rest);
        } catch (URISyntaxException e) {
            throw new LocationException("what follows s3: is no address: write s3:https://<server>/<bucket>/<prefix>");
        }
        if (address.getUserInfo() != null || address.getQuery() != null || address.getFragment() != null) {
            throw new LocationException(
                    "credentials and options do not belong into a location, which is shown and logged:"
                            + " give keys by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, by a profile, or in the settings");
        }
        if (address.getHost() == null) {
            throw new LocationException("'" + text + "' names no server: write s3:https://<server>/<bucket>/<prefix>");
        }
        String path = stripped(address.getPath());
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        if (!S3_BUCKET.matcher(bucket).matches()) {
            throw new LocationException(
                    "'" + text + "' names no bucket behind the server: write s3:https://<server>/<bucket>/<prefix>");
        }
        URI server = URI.create(address.getScheme() + "://" + address.getAuthority());
        return new StorageLocation.S3(server, bucket, slash < 0 ? "" : prefix(text, path.substring(slash)));
    }

    private static StorageLocation gcs(String text, String rest) {
        Matcher matcher = GCS.matcher(rest);
        if (!matcher.matches()) {
            throw new LocationException("'" + text + "' is no bucket: write gs:<bucket>:/<prefix>");
        }
        String prefix = matcher.group(2) == null ? "" : matcher.group(2);
        return new StorageLocation.Gcs(matcher.group(1), prefix(text, prefix));
    }

    private static StorageLocation sftp(String text, String rest) {
        Matcher plain = SFTP.matcher(rest);
        if (plain.matches()) {
            return new StorageLocation.Sftp(
                    plain.group(1), plain.group(2), SftpSettings.DEFAULT_PORT, folder(plain.group(3)));
        }
        Matcher withPort = SFTP_PORT.matcher(rest);
        if (!withPort.matches()) {
            if (rest.matches("(//)?[^@]*:[^@]*@.*")) {
                throw new LocationException(
                        "a password does not belong into a location, which is shown and logged: use a key; "
                                + SFTP_FORM);
            }
            throw new LocationException("'" + text + "' is no folder on another host: " + SFTP_FORM);
        }
        int port = withPort.group(3) == null ? SftpSettings.DEFAULT_PORT : Integer.parseInt(withPort.group(3));
        return new StorageLocation.Sftp(withPort.group(1), withPort.group(2), port, folder(withPort.group(4)));
    }

    private static String folder(String path) {
        String folder = path.replaceAll("/+$", "");
        return folder.isEmpty() ? "/" : folder;
    }

    private static String prefix(String text, String path) {
        String prefix = stripped(path);
        if (prefix.contains("//")) {
            throw new LocationException("'" + text + "' has two slashes together, and stores would tell it from one");
        }
        return prefix;
    }

    private static String stripped(String path) {
        return path.replaceAll("^/+|/+$", "");
    }
}
