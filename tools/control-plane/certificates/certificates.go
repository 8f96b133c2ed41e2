// Package certificates makes the keys and certificates of one control plane.
package certificates

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// years is how long they are valid: the folder of a quick start is kept.
const years = 10

type pair struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// subject is what a certificate says about its owner. Without a signer it is
// an authority that signs itself.
type subject struct {
	file   string
	name   string
	groups []string
	hosts  []string
	signer *pair
}

func (s subject) template() (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	t := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: s.name, Organization: s.groups},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().AddDate(years, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		BasicConstraintsValid: true,
	}
	switch {
	case s.signer == nil:
		t.IsCA = true
		t.KeyUsage |= x509.KeyUsageCertSign
	case len(s.hosts) > 0:
		t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	default:
		t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	for _, host := range s.hosts {
		if ip := net.ParseIP(host); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, host)
		}
	}
	return t, nil
}

func issue(folder string, s subject) (*pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template, err := s.template()
	if err != nil {
		return nil, err
	}
	parent, signer := template, key
	if s.signer != nil {
		parent, signer = s.signer.cert, s.signer.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &pair{cert, key}, save(filepath.Join(folder, s.file), der, key)
}

func save(path string, der []byte, key *ecdsa.PrivateKey) error {
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	crt := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(path+".crt", crt, 0o644); err != nil {
		return err
	}
	return os.WriteFile(path+".key", pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}), 0o600)
}

// Write makes everything in folder: two authorities (clients and servers; the
// API server towards its extensions), the key of service accounts, and one
// NAME.crt with NAME.key for each part.
func Write(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	authorities := map[string]*pair{}
	for _, name := range []string{"ca", "front-proxy-ca", "service-accounts"} {
		made, err := issue(folder, subject{file: name, name: name})
		if err != nil {
			return err
		}
		authorities[name] = made
	}
	ca := authorities["ca"]
	masters := []string{"system:masters"}
	local := []string{"127.0.0.1", "::1", "localhost"}
	inside := []string{"10.96.0.1", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}
	for _, s := range []subject{
		{"apiserver", "kube-apiserver", nil, append(inside, local...), ca},
		{"local-server", "local-server", nil, append([]string{"metrics-server.kube-system.svc"}, local...), ca},
		{"apiserver-kubelet-client", "kube-apiserver-kubelet-client", masters, nil, ca},
		{"front-proxy-client", "front-proxy-client", nil, nil, authorities["front-proxy-ca"]},
		{"admin", "kubernetes-admin", masters, nil, ca},
		{"kube-controller-manager", "system:kube-controller-manager", nil, nil, ca},
		{"kube-scheduler", "system:kube-scheduler", nil, nil, ca},
		{"kwok", "kwok-controller", masters, nil, ca},
		{"metrics-server", "metrics-server", masters, nil, ca},
	} {
		if _, err := issue(folder, s); err != nil {
			return err
		}
	}
	return nil
}
