#include "cseals.h"
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <string.h>

int cseals_random(uint8_t *bytes, size_t count) { return RAND_bytes(bytes, (int)count) == 1; }

int cseals_public_key(const uint8_t *seed, uint8_t *public_key) {
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    if (!key) return 0;
    size_t count = 32;
    int done = EVP_PKEY_get_raw_public_key(key, public_key, &count) == 1;
    EVP_PKEY_free(key);
    return done;
}

int cseals_sign(const uint8_t *seed, const uint8_t *message, size_t count, uint8_t *signature) {
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t length = 64;
    int done = key && context && EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1
        && EVP_DigestSign(context, signature, &length, message, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return done;
}

int cseals_verify(const uint8_t *public_key, const uint8_t *message, size_t count, const uint8_t *signature) {
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public_key, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int holds = key && context && EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1
        && EVP_DigestVerify(context, signature, 64, message, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return holds;
}

size_t cseals_request(const uint8_t *digest, uint8_t *request, size_t room) {
    TS_REQ *made = TS_REQ_new();
    TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
    X509_ALGOR *algorithm = X509_ALGOR_new();
    ASN1_INTEGER *nonce = NULL;
    BIGNUM *number = BN_new();
    size_t length = 0;
    uint8_t copy[32];
    memcpy(copy, digest, 32);
    if (made && imprint && algorithm && number && X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL)
        && TS_MSG_IMPRINT_set_algo(imprint, algorithm) && TS_MSG_IMPRINT_set_msg(imprint, copy, 32)
        && TS_REQ_set_version(made, 1) && TS_REQ_set_msg_imprint(made, imprint)
        && BN_rand(number, 63, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) && (nonce = BN_to_ASN1_INTEGER(number, NULL))
        && TS_REQ_set_nonce(made, nonce) && TS_REQ_set_cert_req(made, 1)) {
        int needed = i2d_TS_REQ(made, NULL);
        if (needed > 0 && (size_t)needed <= room) {
            uint8_t *end = request;
            length = (size_t)i2d_TS_REQ(made, &end);
        }
    }
    BN_free(number);
    ASN1_INTEGER_free(nonce);
    X509_ALGOR_free(algorithm);
    TS_MSG_IMPRINT_free(imprint);
    TS_REQ_free(made);
    return length;
}

// Checks the signature, and the answer to a request, by the authorities' certificates.
static int holds(TS_RESP *response, TS_REQ *request, const char *authorities) {
    X509_STORE *store = X509_STORE_new();
    TS_VERIFY_CTX *context = request ? TS_REQ_to_TS_VERIFY_CTX(request, NULL) : TS_VERIFY_CTX_new();
    int valid = 0;
    if (store && context && X509_STORE_load_file(store, authorities) == 1) {
        int flags = TS_VFY_VERSION | TS_VFY_SIGNATURE;
        if (request) flags |= TS_VFY_NONCE | TS_VFY_IMPRINT;
        TS_VERIFY_CTX_set_flags(context, flags);
        TS_VERIFY_CTX_set_store(context, store);
        store = NULL;
        valid = TS_RESP_verify_response(context, response) == 1;
    }
    X509_STORE_free(store);
    TS_VERIFY_CTX_free(context);
    return valid;
}

int cseals_response(
    const uint8_t *bytes, size_t count, const uint8_t *digest, const uint8_t *asked, size_t asked_count,
    const char *authorities, char *time, size_t room) {
    if (room < 16) return 1;
    time[0] = 0;
    const uint8_t *start = bytes;
    TS_RESP *response = d2i_TS_RESP(NULL, &start, (long)count);
    if (!response) return 1;
    const uint8_t *asked_start = asked;
    TS_REQ *request = asked ? d2i_TS_REQ(NULL, &asked_start, (long)asked_count) : NULL;
    int result = 1;
    TS_TST_INFO *info = TS_RESP_get_tst_info(response);
    long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response)));
    if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) {
        result = 2;
    } else if (info) {
        TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
        const ASN1_OBJECT *kind = NULL;
        X509_ALGOR_get0(&kind, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
        const ASN1_OCTET_STRING *found = TS_MSG_IMPRINT_get_msg(imprint);
        const ASN1_GENERALIZEDTIME *moment = TS_TST_INFO_get_time(info);
        const ASN1_INTEGER *nonce = TS_TST_INFO_get_nonce(info);
        if (moment && (size_t)ASN1_STRING_length(moment) < room) {
            memcpy(time, ASN1_STRING_get0_data(moment), (size_t)ASN1_STRING_length(moment));
            time[ASN1_STRING_length(moment)] = 0;
        }
        if (OBJ_obj2nid(kind) != NID_sha256 || ASN1_STRING_length(found) != 32
            || memcmp(ASN1_STRING_get0_data(found), digest, 32)) {
            result = 3;
        } else if (request && (!nonce || ASN1_INTEGER_cmp(nonce, TS_REQ_get_nonce(request)))) {
            result = 4;
        } else if (authorities && !holds(response, request, authorities)) {
            result = 5;
        } else {
            result = 0;
        }
    }
    TS_REQ_free(request);
    TS_RESP_free(response);
    return result;
}
