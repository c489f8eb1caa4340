// Verifies the public log of a petition with Go's own implementation of transparency logs, and with nothing of Demarche.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run main.go https://example.org/petitions/name/log
//
// Needs Debian's golang-go and golang-golang-x-mod-dev. Prints the origin, the number of entries and the root.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func get(address string) []byte {
	answer, err := http.Get(address)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 {
		log.Fatalf("%s: %s %v", address, answer.Status, err)
	}
	return body
}

// tiles reads tiles of hashes; every one is authenticated by tlog.TileHashReader.
type tiles struct{ base string }

func (t tiles) Height() int { return height }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		// Go's paths name the height of tiles, those of C2SP do not.
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		all = append(all, get(t.base+"/"+path))
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	base := strings.TrimSuffix(os.Args[1], "/")
	vkey := strings.SplitN(string(get(base+"/keys")), "\n===\n", 2)[0]
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		log.Fatal(err)
	}
	opened, err := note.Open(get(base+"/checkpoint"), note.VerifierList(verifier))
	if err != nil {
		log.Fatal(err)
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		log.Fatal("The checkpoint has no root.")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	reader := tlog.TileHashReader(tree, tiles{base})

	index := int64(0)
	for n := int64(0); index < size; n++ {
		path := strings.Replace(tlog.Tile{H: height, L: 0, N: n, W: int(min(256, size-n*256))}.Path(), fmt.Sprintf("tile/%d/0", height), "tile/entries", 1)
		for bundle := get(base + "/" + path); len(bundle) > 0; index++ {
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			proof, err := tlog.ProveRecord(size, index, reader)
			if err != nil {
				log.Fatal(err)
			}
			if err := tlog.CheckRecord(proof, size, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				log.Fatalf("entry %d: %v", index, err)
			}
		}
	}
	// The tree of half the size is the beginning of this one.
	if half := size / 2; half > 0 {
		hash, err := tlog.TreeHash(half, reader)
		if err != nil {
			log.Fatal(err)
		}
		proof, err := tlog.ProveTree(size, half, reader)
		if err != nil {
			log.Fatal(err)
		}
		if err := tlog.CheckTree(proof, size, tree.Hash, half, hash); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Printf("%s %d %s\n", lines[0], size, lines[2])
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
