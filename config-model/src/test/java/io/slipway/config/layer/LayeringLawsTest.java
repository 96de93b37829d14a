package io.slipway.config.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.slipway.config.Trees;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.render.YamlWriter;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LayeringLawsTest {
    private static final List<LayerPath> PATHS = List.of(
            LayerPath.BASE,
            LayerPath.service("web"),
            LayerPath.environment("production"),
            LayerPath.service("production", "web"),
            LayerPath.group("production", "web", "canary"));
    private static final Target TARGET = new Target("production", "web", "canary");

    @Property(tries = 150)
    void howLayersAreBracketedDoesNotMatter(
            @ForAll("objects") ConfigObject a,
            @ForAll("objects") ConfigObject b,
            @ForAll("objects") ConfigObject c,
            @ForAll("objects") ConfigObject under) {
        Overlay left = Overlay.of(c).over(Overlay.of(b)).over(Overlay.of(a));
        Overlay right = Overlay.of(c).over(Overlay.of(b).over(Overlay.of(a)));
        assertSame(left.result(), right.result());
        assertSame(
                left.over(Overlay.of(under)).result(),
                right.over(Overlay.of(under)).result());
    }

    @Property(tries = 100)
    void aLayerTwiceIsALayerOnce(@ForAll("objects") ConfigObject a, @ForAll("objects") ConfigObject b) {
        Overlay once = Overlay.of(a).over(Overlay.of(b));
        assertSame(once.result(), Overlay.of(a).over(once).result());
        assertSame(Overlay.of(a).result(), Overlay.of(a).over(Overlay.NONE).result());
        assertSame(Overlay.of(a).result(), Overlay.NONE.over(Overlay.of(a)).result());
    }

    @Property(tries = 60)
    void theOriginIsTheTopmostLayerThatSetsTheKey(@ForAll("layers") List<ConfigObject> objects) {
        ConfigSource source = source(objects, new Random(0));
        EffectiveConfig effective = source.effective(TARGET);
        List<Layer> layers = source.layers(TARGET);
        assertThat(effective.values().keySet())
                .isEqualTo(ConfigTree.leaves(effective.root()).keySet());
        effective.values().forEach((key, value) -> {
            Layer topmost = layers.reversed().stream()
                    .filter(layer -> layer.tree().find(key).isPresent())
                    .findFirst()
                    .orElseThrow();
            ConfigNode set = topmost.tree().find(key).orElseThrow();
            assertThat(value.origin().layer()).isEqualTo(topmost.path());
            assertThat(value.origin().at()).isEqualTo(set.position());
            assertThat(value.value().sameAs(set)).isTrue();
            assertThat(value.overridden())
                    .extracting(Origin::layer)
                    .isSortedAccordingTo(Collections.reverseOrder())
                    .allSatisfy(layer -> assertThat(layer).isLessThan(topmost.path()));
        });
    }

    @Property(tries = 60)
    void theOrderInWhichDocumentsComeDoesNotMatter(
            @ForAll("layers") List<ConfigObject> objects, @ForAll Random random) {
        ConfigSource one = source(objects, new Random(1));
        ConfigSource other = source(objects, random);
        assertThat(other.revision()).isEqualTo(one.revision());
        assertThat(other.effective(TARGET).values())
                .isEqualTo(one.effective(TARGET).values());
        assertThat(ConfigDiff.between(one, other, Sensitive.marked()).isEmpty()).isTrue();
    }

    @Property(tries = 60)
    void aDifferenceIsExactlyWhatDiffers(@ForAll("objects") ConfigObject a, @ForAll("objects") ConfigObject b) {
        EffectiveConfig before = source(List.of(a), new Random(0)).effective(TARGET);
        EffectiveConfig after = source(List.of(b), new Random(0)).effective(TARGET);
        assertThat(ConfigDiff.between(before, after, (_, _) -> false).isEmpty())
                .isEqualTo(before.root().json().equals(after.root().json()));
        assertThat(ConfigDiff.between(before, after, (_, _) -> true).changes()).allSatisfy(change -> {
            assertThat(change.before()).isIn(null, Sensitive.MASK);
            assertThat(change.after()).isIn(null, Sensitive.MASK);
        });
    }

    @Provide
    Arbitrary<ConfigObject> objects() {
        return Trees.objects();
    }

    @Provide
    Arbitrary<List<ConfigObject>> layers() {
        return Trees.objects().list().ofMinSize(1).ofMaxSize(PATHS.size());
    }

    private static ConfigSource source(List<ConfigObject> objects, Random random) {
        List<ConfigDocument> documents = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            byte[] yaml = YamlWriter.write(objects.get(i)).getBytes(UTF_8);
            documents.add(
                    ConfigDocument.of(PATHS.get(i), "application.yml", yaml).orThrow());
        }
        Collections.shuffle(documents, random);
        return ConfigSource.of(documents).orThrow();
    }

    private static void assertSame(ConfigObject left, ConfigObject right) {
        assertThat(left.json()).isEqualTo(right.json());
    }
}
