// SPDX-License-Identifier: Apache-2.0
/**
 * Archives, finished by the build on one thread. {@link io.pinstream.packaging.PluginArchives}
 * takes a plugin zip, which a Connect worker will load with one class loader: it checks it, puts
 * the archives of other plugins into it, and checks again. {@code Distribution} takes that of an
 * application. Both put {@code Licences} in, and a {@code BillOfMaterials} beside it, from each
 * {@code JarLabel} and what Maven knows, {@code ResolvedArtefacts}, and somebody looked up, {@code
 * KnownLicences}; {@code SpdxLicences} tells the texts. What is refused is an {@code
 * ArchiveException}, and gone.
 *
 * <p>What an archive is: {@code PluginArchive} of {@code Jar}s of {@code ClassFile}s, each an
 * {@code Artefact}, read within {@code UnpackedBytes}; {@code PluginTypes} finds the plugins,
 * {@code JavaRelease} is the worker's. What it must be: {@code ArchiveCheck} asks each {@code
 * Rule}: {@code EveryPluginDeclared}, {@code NothingNewerThanTheWorker}, {@code
 * NothingOfTheWorker}, {@code OneBodyOfEachClass}, {@code OneReleaseOfEachFamily}, {@code
 * OneVersionOfEachArtefact}. What is added: {@code Merge} takes each {@code AddOn}, and writes its
 * {@code HubManifest}; {@code Authorities} puts the database's in.
 */
package io.pinstream.packaging;
