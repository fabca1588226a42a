package dev.eresident.core.existence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {
    /** The inputs that the public test vectors of Certificate Transparency logs use. */
    private static final List<Bytes> ENTRIES = List.of(
            Bytes.empty(),
            Bytes.fromHex("00"),
            Bytes.fromHex("10"),
            Bytes.fromHex("2021"),
            Bytes.fromHex("3031"),
            Bytes.fromHex("40414243"),
            Bytes.fromHex("5051525354555657"),
            Bytes.fromHex("606162636465666768696a6b6c6d6e6f"));

    private static List<Bytes> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Bytes.of(new byte[] {(byte) i, (byte) (i >> 8)}))
                .toList();
    }

    @Test
    void whenThePublicVectors_thenTheirRoots() {
        assertThat(MerkleTree.of(List.of()).root().hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(MerkleTree.of(ENTRIES.subList(0, 1)).root().hex())
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(MerkleTree.of(ENTRIES.subList(0, 7)).root().hex())
                .isEqualTo("ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
        assertThat(MerkleTree.of(ENTRIES).root().hex())
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 100})
    void whenProvenAtItsPlace_thenTrue_andNowhereElse(int size) {
        List<Bytes> entries = entries(size);
        MerkleTree tree = MerkleTree.of(entries);
        Bytes root = tree.root();
        for (int i = 0; i < size; i++) {
            InclusionProof proof = tree.proof(i);
            assertThat(proof.proves(entries.get(i), root)).isTrue();
            assertThat(proof.proves(Bytes.fromHex("ffff"), root)).isFalse();
            for (int other = 0; other < size; other++) {
                InclusionProof moved = new InclusionProof(other, size, proof.path());
                assertThat(moved.proves(entries.get(i), root)).isEqualTo(other == i);
            }
        }
    }

    @Test
    void whenThePathIsChanged_thenFalse() {
        MerkleTree tree = MerkleTree.of(entries(7));
        InclusionProof proof = tree.proof(2);
        List<Bytes> longer = new ArrayList<>(proof.path());
        longer.add(tree.root());
        List<Bytes> shorter = proof.path().subList(0, proof.path().size() - 1);
        List<Bytes> turned = new ArrayList<>(proof.path());
        Collections.reverse(turned);

        for (List<Bytes> path : List.of(longer, shorter, turned)) {
            assertThat(new InclusionProof(2, 7, path).proves(entries(7).get(2), tree.root()))
                    .isFalse();
        }
    }

    @Test
    void whenAsked_thenTheNumberOfEntries() {
        assertThat(MerkleTree.of(List.of()).size()).isZero();
        assertThat(MerkleTree.of(entries(5)).size()).isEqualTo(5);
    }

    @Test
    void whenANodePassesForAnEntry_thenFalse() {
        List<Bytes> entries = entries(2);
        Bytes node = MerkleTree.of(entries).root();
        Bytes left = MerkleTree.leaf(entries.get(0));
        Bytes right = MerkleTree.leaf(entries.get(1));

        Bytes forged = Bytes.fromHex(left.hex() + right.hex());

        assertThat(new InclusionProof(0, 1, List.of()).proves(forged, node)).isFalse();
    }

    @Test
    void whenOutOfShape_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InclusionProof(1, 1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new InclusionProof(-1, 1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new InclusionProof(0, 2, List.of(Bytes.fromHex("00"))));
        Bytes hash = MerkleTree.of(List.of()).root();
        assertThatIllegalArgumentException().isThrownBy(() -> new InclusionProof(0, 2, Collections.nCopies(64, hash)));
        assertThatThrownBy(() -> MerkleTree.of(entries(3)).proof(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void whenTheLargestTree_thenTheWalkEnds() {
        Bytes hash = MerkleTree.of(List.of()).root();

        assertThat(new InclusionProof(0, Long.MAX_VALUE, Collections.nCopies(63, hash)).proves(hash, hash))
                .isFalse();
    }
}
