package io.slipway.backup.storage;

final class MemoryStorageTest extends StorageContract {
    @Override
    protected Storage empty() {
        return new MemoryStorage();
    }
}
